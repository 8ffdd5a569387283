module tls-endpoint

go 1.24
