// Package powershell reads PowerShell scripts into syntax trees. It takes any text: what cannot be a
// script is skipped, so that a mistake in one line does not hide the next.
package powershell

// A Block is a list of statements: a script, a function's body, a branch.
type Block struct {
	Params     []Param
	Statements []Statement
}

// A Param is a parameter that a param() block or a function declares.
type Param struct {
	Name    string // in lower case, without $
	Default Expr   // nil without
	Switch  bool   // of type [switch]
}

// A Statement is one of the types below that have the method.
type Statement interface{ statement() }

type (
	// A Pipeline runs its elements, each *Command or *Output, with the output of the one before.
	Pipeline struct {
		Elements   []Element
		Background bool // ends in &
	}
	// A Chain is X && Y or X || Y.
	Chain struct {
		X, Y Statement
		Or   bool
	}
	// An Assign sets Target, or changes it where Op is not "=".
	Assign struct {
		Target Expr
		Op     string
		Value  Statement
	}
	// An If has one condition for each of Bodies, and Else, which may be nil.
	If struct {
		Conds  []Statement
		Bodies []*Block
		Else   *Block
	}
	// A Loop is while, do and for.
	Loop struct {
		Init, Cond, Next Statement // each may be nil
		Body             *Block
		Until            bool // goes on while Cond is false
		BodyFirst        bool // runs Body before it asks Cond
		Label            string
	}
	// A ForEach runs Body for each element of In.
	ForEach struct {
		Var   string
		In    Statement
		Body  *Block
		Label string
	}
	// A Switch compares Value with the patterns of Cases; Mode is "", "regex", "wildcard", "exact" or "file".
	Switch struct {
		Mode    string
		Value   Statement
		Cases   []Case
		Default *Block
		Label   string
	}
	// A Case is a pattern of a switch and what it runs; the pattern may be a *ScriptBlock.
	Case struct {
		Pattern Expr
		Body    *Block
	}
	// A Try has Finally, which may be nil.
	Try struct {
		Body    *Block
		Catches []Catch
		Finally *Block
	}
	// A Catch runs for errors of its Types, for all where there are none.
	Catch struct {
		Types []string
		Body  *Block
	}
	// A Trap handles the errors of the block that it stands in.
	Trap struct {
		Types []string
		Body  *Block
	}
	// A Function defines one.
	Function struct {
		Name string
		Body *Block
	}
	// A Jump is return, exit, throw, break or continue.
	Jump struct {
		Kind  string
		Value Statement // nil without
		Label string
	}
	// A Group is a block that runs where it stands, such as the parts begin, process and end.
	Group struct{ Body *Block }
)

func (*Pipeline) statement() {}
func (*Chain) statement()    {}
func (*Assign) statement()   {}
func (*If) statement()       {}
func (*Loop) statement()     {}
func (*ForEach) statement()  {}
func (*Switch) statement()   {}
func (*Try) statement()      {}
func (*Trap) statement()     {}
func (*Function) statement() {}
func (*Jump) statement()     {}
func (*Group) statement()    {}

// An Element is a part of a pipeline, *Command or *Output.
type Element interface{ element() }

type (
	// A Command names what runs and gives it arguments.
	Command struct {
		Name  Expr
		Call  bool // named after & or .: a value, and may be a script block
		Args  []Arg
		Redir []Redirect
		Line  int // counted from 1
	}
	// An Output is an expression of which the value goes on.
	Output struct {
		X     Expr
		Redir []Redirect
	}
	// An Arg is a value, or a parameter with or without one.
	Arg struct {
		Name  string // as written, without its dash; "" for a value alone
		Value Expr   // nil for a name alone
		Colon bool   // -Name:value
	}
	// A Redirect sends a stream (1 to 6, or 0 for all) to another, or to a place.
	Redirect struct {
		From int
		To   int  // 0 unless to a stream
		File Expr // nil if to a stream
	}
)

func (*Command) element() {}
func (*Output) element()  {}

// An Expr is one of the types below that have the method.
type Expr interface{ expr() }

type (
	// A Literal is a constant text or number.
	Literal struct {
		Text   string
		Number bool
		Bare   bool // a word without quotes
	}
	// An Expandable is a text made of parts.
	Expandable struct{ Parts []Expr }
	// A Variable has a name in lower case, with its scope: "env:computername".
	Variable struct {
		Name  string
		Splat bool
	}
	// A Member is X.Name, or [X]::Name if Static.
	Member struct {
		X      Expr
		Name   Expr
		Static bool
	}
	// An Invoke is X.Name(Args), or [X]::Name(Args) if Static.
	Invoke struct {
		X      Expr
		Name   Expr
		Static bool
		Args   []Expr
	}
	// An Index is X[At].
	Index struct{ X, At Expr }
	// A Unary has an operator in lower case: "not", "-", ",", "join", "split", "++".
	Unary struct {
		Op string
		X  Expr
	}
	// A Binary has an operator in lower case, without dash: "eq", "and", "+", "..", "??".
	Binary struct {
		Op   string
		X, Y Expr
	}
	// A Ternary is Cond ? Then : Else.
	Ternary struct{ Cond, Then, Else Expr }
	// An Array lists elements with commas between them.
	Array struct{ Elements []Expr }
	// A Sub is ( statement ), $( statements ) or @( statements ).
	Sub struct {
		Body  *Block
		Array bool
	}
	// A Hash is a hashtable literal.
	Hash struct {
		Keys   []Expr
		Values []Statement
	}
	// A ScriptBlock is a block as a value.
	ScriptBlock struct{ Body *Block }
	// A Convert is [Type]X.
	Convert struct {
		Type string
		X    Expr
	}
	// A TypeName is [Name] alone, in lower case.
	TypeName struct{ Name string }
)

func (*Literal) expr()     {}
func (*Expandable) expr()  {}
func (*Variable) expr()    {}
func (*Member) expr()      {}
func (*Invoke) expr()      {}
func (*Index) expr()       {}
func (*Unary) expr()       {}
func (*Binary) expr()      {}
func (*Ternary) expr()     {}
func (*Array) expr()       {}
func (*Sub) expr()         {}
func (*Hash) expr()        {}
func (*ScriptBlock) expr() {}
func (*Convert) expr()     {}
func (*TypeName) expr()    {}
