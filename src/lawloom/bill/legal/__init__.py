"""The bill in the formats of the law, all from one value: Akoma Ntoso, plain text, HTML, JSON-LD. And back again."""
