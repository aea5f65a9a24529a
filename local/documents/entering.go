package documents

import (
	"context"
	"errors"

	"tram/local/office"
	"tram/local/store"
)

// StepTakeIn is the step by which a paper is meant for the register, before it is there.
const StepTakeIn = "take-in"

// facetAwaits is Open of paper that is not on the register yet.
const facetAwaits = "awaits"

// Meant (giấy chờ vào sổ) tells of the paper of a conversion that it is meant for the register, and,
// once it is there, which document it is. It has no words of it: those lie with the draft. There is one
// of each conversion, so that of two who go on with one paper the second finds what the first did.
type Meant struct {
	ID         office.ID    `json:"id"`
	Version    int64        `json:"version"`
	Conversion office.ID    `json:"conversion"`
	Document   office.ID    `json:"document,omitempty"` // on the register
	State      office.State `json:"state"`
}

// The states of a Meant.
const (
	meantAwaits  office.State = "awaits"
	meantEntered office.State = "entered"
)

// Entered tells that the paper is on the register.
func (m Meant) Entered() bool { return m.State == meantEntered }

// Meants are the papers that are meant for the register.
var Meants = store.Kind[Meant]{
	Name: office.KindEntering, Said: "Giấy chờ vào sổ", Clash: store.Alone, Silent: true,
	Named: func(m *Meant) (*office.ID, *int64) { return &m.ID, &m.Version },
	Steps: []store.Step{
		{Name: StepTakeIn, Said: "Số hóa để vào sổ văn bản đến", From: []office.State{store.Unborn}, To: meantAwaits, Needs: office.MayConvert},
		{Name: StepRegister, Said: "Vào sổ giấy đã số hóa", From: []office.State{meantAwaits}, To: meantEntered, Needs: office.MayKeep},
	},
	Line: func(m Meant) store.Line {
		l := store.Line{Title: "Giấy chờ vào sổ văn bản đến", State: m.State}
		if m.State == meantAwaits {
			l.Facts = map[string][]string{facetAwaits: {Open}}
		} else {
			l.Facts = map[string][]string{FacetDocument: {string(m.Document)}}
		}
		return l
	},
	Fields: map[string]string{"conversion": "Hồ sơ số hóa", "document": "Văn bản trong sổ", "state": "Tình trạng"},
	Values: map[string]func(string) string{"state": func(state string) string {
		return map[string]string{string(meantAwaits): "Chờ vào sổ", string(meantEntered): "Đã vào sổ"}[state]
	}},
}

func meantOf(conversion office.ID) office.ID { return derived("entering", conversion) }

// MeantOf is what is known of the paper of a conversion; false: it is not meant for the register.
func MeantOf(ctx context.Context, s *store.Store, conversion office.ID) (m Meant, is bool, err error) {
	m, err = store.One(ctx, s, Meants, meantOf(conversion))
	if errors.Is(err, store.NoSuchRecord) {
		return m, false, nil
	}
	return m, err == nil, err
}

// Mean notes that the paper of a conversion is meant for the register; said twice it is once so.
func Mean(ctx context.Context, s *store.Store, actor string, conversion office.ID) error {
	if _, is, err := MeantOf(ctx, s, conversion); err != nil || is {
		return err
	}
	m := Meant{ID: meantOf(conversion), Conversion: conversion, State: meantAwaits}
	err := s.Save(ctx, store.Act{Actor: actor, Step: StepTakeIn}, Meants.Put(&m))
	if errors.Is(err, store.Stale) { // somebody else just did
		return nil
	}
	return err
}

// Awaiting are the papers that are meant for the register and not there yet, the newest first: at
// most so many, and how many there are.
func Awaiting(ctx context.Context, s *store.Store, most int) ([]Meant, int, error) {
	return store.NewestBy(ctx, s, Meants, facetAwaits, Open, most)
}

// As is the change that notes, in the transaction of a document's number, that the paper is on the
// register: that document. It fails with store.Stale where another put it there meanwhile.
func (m Meant) As(document office.ID) store.Change {
	m.Document, m.State = document, meantEntered
	return Meants.Put(&m)
}
