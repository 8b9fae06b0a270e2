"""The database keeps the sums in agreement."""

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('payments', '0003_amounts_of_what_was_paid'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='checkoutsession',
            name='counts',
        ),
        migrations.AddConstraint(
            model_name='checkoutsession',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['creating', 'open', 'processing', 'paid', 'failed', 'expired', 'mismatch', 'returning', 'refunded'])), name='session_state_known'),
        ),
        migrations.AddConstraint(
            model_name='checkoutsession',
            constraint=models.CheckConstraint(condition=models.Q(('kept', 0), ('state__in', ['paid', 'returning']), _connector='OR'), name='only_paid_counts'),
        ),
        migrations.AddConstraint(
            model_name='checkoutsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('surplus', 0), models.Q(('state', 'returning'), _negated=True)), models.Q(('state', 'returning'), ('surplus__gt', 0)), _connector='OR'), name='surplus_is_being_returned'),
        ),
        migrations.AddConstraint(
            model_name='checkoutsession',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('kept'), '+', models.F('surplus')), '+', models.F('refunded')), '+', models.F('lost')))), name='session_gives_what_came'),
        ),
        migrations.AddConstraint(
            model_name='checkoutsession',
            constraint=models.CheckConstraint(condition=models.Q(('looked_at__isnull', True), ('attention_at__isnull', False), _connector='OR'), name='session_looked_at_after_attention'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('kept__lte', models.F('amount'))), name='order_item_never_overpaid'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', django.db.models.expressions.CombinedExpression(models.F('kept'), '+', models.F('refunded')))), name='order_item_keeps_what_came'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kept', models.F('amount')), ('paid_at__isnull', False)), models.Q(('kept__lt', models.F('amount')), ('paid_at__isnull', True)), _connector='OR'), name='order_item_paid_when_nothing_is_owed'),
        ),
        migrations.AddConstraint(
            model_name='orderitem',
            constraint=models.CheckConstraint(condition=models.Q(('told_at__isnull', True), ('message_id__isnull', False), _connector='OR'), name='order_item_told_under_an_id'),
        ),
    ]
