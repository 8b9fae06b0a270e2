"""Inside the government network: fetches sealed messages, opens them, hands them to a backend. Protocol only."""
