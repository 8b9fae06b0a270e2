"""The Stripe double: a process that speaks Stripe's API, so that the gateway needs no network and no keys."""
