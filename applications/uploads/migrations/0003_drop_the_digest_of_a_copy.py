"""Nothing read it: what goes to the register is digested when it is gathered."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("uploads", "0002_leave_attempts_to_the_loop")]
    operations = [migrations.RemoveField(model_name="upload", name="copy_sha256")]
