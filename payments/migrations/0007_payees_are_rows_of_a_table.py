"""Who may be paid is said by a dated table; the database wants a name and knows no list of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('payments', '0006_sessions_of_what_went_back'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='orderitem',
            name='order_item_payee_known',
        ),
        migrations.AlterField(
            model_name='orderitem',
            name='payee',
            field=models.CharField(max_length=40),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('payee', ''), _negated=True), name='order_item_names_a_payee'),
        ),
    ]
