"""How people's texts are cleaned before anybody judges them; pure Python, for every floor and the government half."""
