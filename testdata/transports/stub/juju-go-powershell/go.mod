module github.com/juju/go-powershell

go 1.26.0
