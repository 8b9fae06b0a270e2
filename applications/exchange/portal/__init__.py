"""The portal half of the exchange: outbox, sequencer, receipts, inbox."""
