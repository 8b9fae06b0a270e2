"""Development mail: receives by SMTP, keeps each message as a file, shows them; shares nothing with the portal."""
