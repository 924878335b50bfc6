"""Models on other machines, by the official SDKs of OpenAI and Anthropic, and any endpoint of one of their dialects.

`engine` and `backend` are what the manager sees, `providers` what a `[providers.NAME]` table means, `keys` where keys
are kept, `facts` what a test found out. `openai_link` and `anthropic_link` are connections (`link` is what they share);
`anthropic_body` and `anthropic_events` translate Anthropic's dialect. `probe` tries an endpoint out.
"""
