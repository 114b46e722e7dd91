export const HELP = `Yunbin 云鬓: membership and till for hair and beauty salons

  npm start                    start the server (data in ./data)
  npm run demo                 start with a demonstration shop and a year of visits
  npm run yunbin -- COMMAND    one of:
    start      start the server
    demo       make the demonstration data if there is none, then start
    migrate    bring the database up to date and stop
    reset-factors NAME   take the second factors of that sign-in name away (phone and recovery codes lost)
    seal       seal the audit trail now instead of in some minutes
    verify     prove that ledgers, balances, hash chains and the audit trail agree
    help       this page

Environment: HOST (127.0.0.1), PORT (3000), YUNBIN_DATA (./data), DATABASE_URL (else an embedded PostgreSQL),
YUNBIN_MASTER_KEY and YUNBIN_AUDIT_KEY (else files in the data folder), YUNBIN_SECURE_COOKIES=1 (behind TLS),
YUNBIN_ORIGIN (the address people open, for passkeys), YUNBIN_LOG (info), YUNBIN_DEV=1 (trials only)
`
