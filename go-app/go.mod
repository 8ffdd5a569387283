module go-docker-demo

go 1.24
