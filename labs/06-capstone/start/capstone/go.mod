module example.com/wordlink

go 1.24
