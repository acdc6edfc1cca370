"""How often somebody wants letters about what waits for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('authors', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='letters',
            field=models.CharField(choices=[('hourly', 'at most once an hour, when something new waits'), ('daily', 'at most once a day, when something new waits'), ('none', 'never')], default='hourly', max_length=10, verbose_name='letters about comments that wait for you'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('letters__in', ['hourly', 'daily', 'none'])), name='user_letters_known'),
        ),
    ]
