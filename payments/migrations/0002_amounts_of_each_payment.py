"""What came, went back and is kept, beside the state."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('payments', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='checkoutsession',
            name='one_payment_counts',
        ),
        migrations.RemoveConstraint(
            model_name='checkoutsession',
            name='session_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='checkoutsession',
            name='only_paid_counts',
        ),
        migrations.RemoveConstraint(
            model_name='orderitem',
            name='order_item_told_of_what_is_paid',
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='attention_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='disputed',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='duty',
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='failed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='kept',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='looked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='looked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='lost',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='received',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='refunded',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='checkoutsession',
            name='surplus',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='orderitem',
            name='kept',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='orderitem',
            name='received',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='orderitem',
            name='refunded',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='checkoutsession',
            name='state',
            field=models.CharField(choices=[('creating', 'Being opened'), ('open', 'Waiting for you'), ('processing', 'Being confirmed'), ('paid', 'Paid'), ('failed', 'Not paid'), ('expired', 'Expired'), ('mismatch', 'Being looked into'), ('returning', 'Being paid back'), ('refunded', 'Paid back')], default='creating', max_length=10),
        ),
        migrations.AddIndex(
            model_name='checkoutsession',
            index=models.Index(condition=models.Q(('attention_at__isnull', False)), fields=['attention_at'], name='session_to_look_at'),
        ),
    ]
