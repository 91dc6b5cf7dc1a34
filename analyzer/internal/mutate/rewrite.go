package mutate

// A Rewrite changes how functions are written and not what they do.
type Rewrite struct {
	Name  string
	apply applier
}

// Mutate applies the rewrite to s at the places that take accepts.
func (r Rewrite) Mutate(s *Source, take func(Place) bool) (*Mutant, error) {
	return s.mutate(r.apply, take)
}

// Rewrites returns all rewrites.
func Rewrites() []Rewrite {
	return []Rewrite{
		{"print", inEach(func(e *edit) { e.take() })},

		{"negate twice", inEach(negateTwice)},
		{"de morgan", inEach(deMorgan)},
		{"swap operands", inEach(swapOperands)},
		{"compare with true", inEach(compareWithTrue)},
		{"name a condition", inEach(nameCondition)},

		{"invert if", inEach(invertIf)},
		{"switch for if", inEach(switchForIf)},
		{"if for switch", inEach(ifForSwitch)},
		{"if for tagged switch", inEach(ifForTagged)},
		{"nest the rest", inEach(nestRest)},
		{"split and", inEach(splitAnd)},
		{"lift init", inEach(liftInit)},
		{"break for condition", inEach(breakForCondition)},

		{"insert a call", inEach(insertCall)},
		{"wrap in a block", inEach(wrapInBlock)},
		{"loop once", inEach(loopOnce)},

		{"name a result", inEach(nameResult)},
		{"name an argument", inEach(nameArgument)},
		{"copy on assignment", inEach(copyOnAssignment)},
		{"rename locals", inEach(renameLocals)},

		{"literal around statements", inEach(literalAroundStatements)},
		{"literal around assignments", inEach(literalAroundAssignments)},
		{"literal around body", inEach(literalAroundBody)},
		{"literal for condition", inEach(literalForCondition)},
		{"literal for call", inEach(literalForCall)},

		{"function for condition", inEach(functionForCondition)},
		{"function for call", inEach(functionForCall)},
		{"function for tail", inEach(functionForTail)},
		{"generic function for body", inEach(genericForBody)},

		{"reverse declarations", reverseDeclarations},
		{"move to another file", moveToFile},
	}
}

// inEach applies f to each function by itself.
func inEach(f func(e *edit)) applier {
	return func(_ *Package, edits []*edit) {
		for _, e := range edits {
			f(e)
		}
	}
}
