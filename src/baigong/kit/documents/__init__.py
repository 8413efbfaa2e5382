"""Documents people keep: certificates, receipts, portfolios, prospectus, minutes, typeset as PDF."""
