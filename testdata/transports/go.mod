module transports

go 1.26.0

replace github.com/oiweiwei/go-msrpc => ./stub/go-msrpc
