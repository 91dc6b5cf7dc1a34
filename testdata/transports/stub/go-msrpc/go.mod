module github.com/oiweiwei/go-msrpc

go 1.26.0
