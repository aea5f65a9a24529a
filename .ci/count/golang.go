package main

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
)

// reader fills the figures of a house file by file.
type reader struct {
	h        *house
	files    *token.FileSet
	methods  map[string]int // by folder and type
	perPlace map[string]int // lines of code by package
}

func newReader(h *house) *reader {
	return &reader{h, token.NewFileSet(), map[string]int{}, map[string]int{}}
}

func (r *reader) file(tree fs.FS, file string) error {
	kind := classOf(file)
	if kind == elsewhere {
		return nil
	}
	b, err := fs.ReadFile(tree, file)
	if err != nil {
		return err
	}
	isGo := path.Ext(file) == ".go"
	l := linesOf(string(b), isGo)
	r.h.files[kind]++
	r.h.lines[kind] = r.h.lines[kind].plus(l)
	if kind != code {
		return nil
	}
	r.h.packages[path.Dir(file)] = true
	r.perPlace[path.Dir(file)] += l.own
	return r.golang(file, b)
}

// golang looks into one file of code.
func (r *reader) golang(file string, b []byte) error {
	parsed, err := parser.ParseFile(r.files, file, b, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, d := range parsed.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			r.function(path.Dir(file), d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				r.spec(path.Dir(file), spec)
			}
		}
	}
	return nil
}

func (r *reader) function(dir string, f *ast.FuncDecl) {
	r.h.funcs = append(r.h.funcs, r.files.Position(f.End()).Line-r.files.Position(f.Pos()).Line+1)
	r.count(f.Name)
	if f.Recv != nil && len(f.Recv.List) == 1 {
		r.methods[dir+"."+receiver(f.Recv.List[0].Type)]++
	}
}

func (r *reader) spec(dir string, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range s.Names {
			r.count(name)
		}
	case *ast.TypeSpec:
		r.count(s.Name)
		if i, is := s.Type.(*ast.InterfaceType); is {
			r.h.surfaces = append(r.h.surfaces, surface{dir + "." + s.Name.Name, asked(i)})
		}
	}
}

func (r *reader) count(name *ast.Ident) {
	if name.IsExported() {
		r.h.exported++
	}
}

// asked is how many methods an interface names itself; one that it takes over
// whole from another counts as one.
func asked(i *ast.InterfaceType) (n int) {
	for _, m := range i.Methods.List {
		n += max(1, len(m.Names))
	}
	return n
}

// receiver is the name of the type that a method belongs to.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return "?"
}

// end sorts what was found.
func (r *reader) end() {
	for name, n := range r.methods {
		r.h.types = append(r.h.types, surface{name, n})
	}
	widest := func(a, b surface) int {
		return cmp.Or(cmp.Compare(b.methods, a.methods), cmp.Compare(a.name, b.name))
	}
	slices.SortFunc(r.h.types, widest)
	slices.SortFunc(r.h.surfaces, widest)
	slices.Sort(r.h.funcs)
	r.h.longest = largest(r.perPlace)
}
