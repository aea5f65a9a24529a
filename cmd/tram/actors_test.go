package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// actedByConstant are places where nobody is named who acts: each with why it may.
var actedByConstant = map[string]string{}

func TestNobodyActsByAConstantName(t *testing.T) {
	named := map[string]bool{}
	for _, place := range constantActors(t, "../../local", "../../cmd", "../../ui", "../../sync", "../../printing") {
		file, _, _ := strings.Cut(place, ":")
		named[filepath.ToSlash(file)] = true
		if actedByConstant[filepath.ToSlash(file)] == "" {
			t.Errorf("%s: an act with a constant actor\n\tbut nobody is credited with what they did not do: an act is made from a log-in, or from the station with its cause", place)
		}
	}
	for file := range actedByConstant {
		if !named[file] {
			t.Errorf("%s has no constant actor any more: take it off the list", file)
		}
	}
}

func TestAConstantActorIsCaught(t *testing.T) {
	for source, caught := range map[string]bool{
		`var a = store.Act{Actor: "Thiết lập", Step: "setup"}`:                         true,
		`const who = "Phần mềm"; var a = store.Act{Actor: who, Step: "setup"}`:         true,
		`const who = "Phần mềm"; var a = store.Act{who, "setup"}`:                      true,
		`const a = "Phần " ; var b = Act{Actor: a + "mềm"}`:                            true,
		`const who = "x"; func f() { var a store.Act; a.Actor = who }`:                 true,
		`func f(c Clerk) { _ = store.Act{Actor: c.Name, Step: "setup"} }`:              false,
		`func f(who string) { _ = store.Act{Actor: who, Step: "setup"} }`:              false,
		`const s = "setup"; func f(who string) { _ = store.Act{Actor: who, Step: s} }`: false,
	} {
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, "a.go", "package a\n"+source, 0)
		if err != nil {
			t.Fatal(err)
		}
		if found := actorsIn(files, tree, constantsOf(tree)); (len(found) > 0) != caught {
			t.Errorf("%s: caught %v", source, found)
		}
	}
}

// constantActors are the places below folders where an act names its actor by a
// constant. Files of tests act as whom they please.
func constantActors(t *testing.T, roots ...string) (places []string) {
	t.Helper()
	for _, root := range roots {
		err := filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			places = append(places, actorsOfPackage(t, dir)...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return places
}

// actorsOfPackage looks with the constants of all files of one folder.
func actorsOfPackage(t *testing.T, dir string) (places []string) {
	t.Helper()
	sources, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	files, constant, trees := token.NewFileSet(), map[string]bool{}, []*ast.File{}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(files, source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		trees = append(trees, tree)
		for name := range constantsOf(tree) {
			constant[name] = true
		}
	}
	for _, tree := range trees {
		places = append(places, actorsIn(files, tree, constant)...)
	}
	return places
}

// constantsOf are the names of a file's own constants.
func constantsOf(tree *ast.File) map[string]bool {
	found := map[string]bool{}
	for _, d := range tree.Decls {
		g, is := d.(*ast.GenDecl)
		if !is || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				found[name.Name] = true
			}
		}
	}
	return found
}

// actorsIn are the acts of a file whose actor is a constant, written out or set later.
func actorsIn(files *token.FileSet, tree *ast.File, constant map[string]bool) (places []string) {
	ast.Inspect(tree, func(n ast.Node) bool {
		if actor := actorOf(n); actor != nil && isConstant(actor, constant) {
			places = append(places, files.Position(n.Pos()).String())
		}
		return true
	})
	return places
}

// actorOf is what names the actor in an act, or what is set as one; nil: neither.
func actorOf(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if isNamed(n.Type, "Act") {
			return firstOr(n.Elts, "Actor")
		}
	case *ast.AssignStmt:
		if to, is := n.Lhs[0].(*ast.SelectorExpr); is && to.Sel.Name == "Actor" && len(n.Rhs) == 1 {
			return n.Rhs[0]
		}
	}
	return nil
}

// firstOr is the value of a key of a composite, or its first value where it has no keys.
func firstOr(elements []ast.Expr, key string) ast.Expr {
	for i, e := range elements {
		pair, keyed := e.(*ast.KeyValueExpr)
		if !keyed && i == 0 {
			return e
		}
		if keyed && isNamed(pair.Key, key) {
			return pair.Value
		}
	}
	return nil
}

func isNamed(e ast.Expr, name string) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == name
	case *ast.SelectorExpr:
		return e.Sel.Name == name
	}
	return false
}

// isConstant tells whether nothing but constants is in an expression.
func isConstant(e ast.Expr, constant map[string]bool) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return constant[e.Name]
	case *ast.BinaryExpr:
		return isConstant(e.X, constant) && isConstant(e.Y, constant)
	case *ast.ParenExpr:
		return isConstant(e.X, constant)
	}
	return false
}
