"""The settings window. Pages are made from what the core says of each setting; view models without Qt decide, widgets
paint.

- `client`: the settings as the window knows them, and the commands on them
- `pages_model`, `field_model`, `engines_model`, `ledger_model`, `shortcuts_model`, `providers_model`: decisions
- `window`, `navigation`, `page`, `setting_row`: the frame and what all pages share
- `*_page`: one page each
"""
