package powershell

// Walk calls visit for n and every statement, element and expression below it, parents first. n is a
// *Block, a Statement, an Element or an Expr.
func Walk(n any, visit func(n any)) {
	block := func(b *Block) {
		if b != nil {
			for _, s := range b.Statements {
				Walk(s, visit)
			}
		}
	}
	statement := func(list ...Statement) {
		for _, s := range list {
			if s != nil {
				Walk(s, visit)
			}
		}
	}
	expr := func(list ...Expr) {
		for _, x := range list {
			if x != nil {
				Walk(x, visit)
			}
		}
	}
	visit(n)
	switch n := n.(type) {
	case *Block:
		block(n)
	case *Pipeline:
		for _, e := range n.Elements {
			Walk(e, visit)
		}
	case *Chain:
		statement(n.X, n.Y)
	case *Assign:
		expr(n.Target)
		statement(n.Value)
	case *If:
		statement(n.Conds...)
		for _, b := range n.Bodies {
			block(b)
		}
		block(n.Else)
	case *Loop:
		statement(n.Init, n.Cond, n.Next)
		block(n.Body)
	case *ForEach:
		statement(n.In)
		block(n.Body)
	case *Switch:
		statement(n.Value)
		for _, c := range n.Cases {
			expr(c.Pattern)
			block(c.Body)
		}
		block(n.Default)
	case *Try:
		block(n.Body)
		for _, c := range n.Catches {
			block(c.Body)
		}
		block(n.Finally)
	case *Trap:
		block(n.Body)
	case *Function:
		block(n.Body)
	case *Jump:
		statement(n.Value)
	case *Group:
		block(n.Body)
	case *Command:
		expr(n.Name)
		for _, a := range n.Args {
			expr(a.Value)
		}
	case *Output:
		expr(n.X)
	case *Expandable:
		expr(n.Parts...)
	case *Member:
		expr(n.X, n.Name)
	case *Invoke:
		expr(n.X, n.Name)
		expr(n.Args...)
	case *Index:
		expr(n.X, n.At)
	case *Unary:
		expr(n.X)
	case *Binary:
		expr(n.X, n.Y)
	case *Ternary:
		expr(n.Cond, n.Then, n.Else)
	case *Array:
		expr(n.Elements...)
	case *Sub:
		block(n.Body)
	case *Hash:
		expr(n.Keys...)
		statement(n.Values...)
	case *ScriptBlock:
		block(n.Body)
	case *Convert:
		expr(n.X)
	}
}
