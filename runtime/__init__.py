"""How messages travel: settings, Kafka clients, the Faust app, dead letters, heartbeats, the embedded stack.

No news words: what a message means is known to contracts and to the stages only.
"""
