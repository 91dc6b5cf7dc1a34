module github.com/gorillalabs/go-powershell

go 1.26.0
