package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tram/local/office"
	"tram/local/people"
	"tram/local/station"
)

// rights are what a log-in needs for a verb, by its first word; under "" for any other.
// The store asks again before each change.
var rights = map[string]map[string]office.Right{
	"convert":         {"": office.MayConvert},
	"finish":          {"": office.MayConvert},
	"scan":            {"": office.MayConvert},
	"watch":           {"": office.MayConvert},
	"page":            {"": office.MayConvert},
	"list":            {"": office.MayRead},
	"search":          {"": office.MayRead},
	"show":            {"": office.MayRead},
	"export":          {"": office.MayRead},
	"ocr":             {"": office.MayRead},
	"verify":          {"": office.MayRead},
	"lookup":          {"": office.MayRead},
	"compare":         {"": office.MayRead},
	"refusals":        {"": office.MayRead},
	"import":          {"": office.MayConvert},
	"print":           {"": office.MayConvert},
	"confirm":         {"": office.MayConvert},
	"keys":            {"": office.MaySign},
	"sign":            {"": office.MaySign},
	"extend":          {"": office.MaySign},
	"withdraw":        {"": office.MayWithdraw},
	"trust":           {"": office.MayRun, "list": office.MayRead, "export": office.MayRead, "certify": office.MaySign},
	"journal":         {"": office.MayRun, "status": office.MayRead, "mark": office.MayRead},
	"orphans":         {"": office.MayRun, "list": office.MayRead, "export": office.MayRead, "adopt": office.MayConvert},
	"audit":           {"": office.MayAudit, "review": office.MayReview, "require": office.MayRun},
	"book":            {"": office.MayKeep, "list": office.MayRead, "show": office.MayRead, "export": office.MayRead},
	"incident":        {"": office.MayKeep, "list": office.MayRead, "report": office.MayRead},
	"procedure":       {"": office.MayKeep, "list": office.MayRead},
	"request":         {"": office.MayKeep, "show": office.MayRead, "asked": office.MayRead, "list": office.MayRead, "overdue": office.MayRead, "report": office.MayRead, "extend": office.MayDecide, "settle": office.MayDecide},
	"meeting":         {"": office.MayKeep, "list": office.MayRead, "show": office.MayRead, "free": office.MayRead, "tasks": office.MayRead, "export": office.MayRead, "votes": office.MayRead},
	"line":            {"": office.MayRun, "list": office.MayRead, "clashes": office.MayKeep},
	"emergency":       {"": office.MayKeep, "status": office.MayRead, "report": office.MayRead},
	"register":        {"": office.MayKeep, "cancel": office.MayWithdraw, "recall": office.MayWithdraw, "update": office.MayWithdraw, "replace": office.MayWithdraw, "untie": office.MayWithdraw, "uncancel": office.MayWithdraw, "show": office.MayRead, "save": office.MayRead, "versions": office.MayRead},
	"print-register":  {"": office.MayRead},
	"import-register": {"": office.MayKeep},
	"number":          {"": office.MayKeep, "list": office.MayRead, "explain": office.MayRead, "gone": office.MayRun},
	"assign":          {"": office.MayKeep},
	"opinion":         {"": office.MayKeep},
	"submit":          {"": office.MayKeep},
	"decide":          {"": office.MayDecide},
	"issue":           {"": office.MayKeep},
	"return":          {"": office.MayKeep},
	"route":           {"": office.MayKeep, "next": office.MayRead, "compare": office.MayRead, "template": office.MayRead, "comments": office.MayRead, "held": office.MayRead, "sign": office.MaySign, "settle": office.MayDecide},
	"timeline":        {"": office.MayRead},
	"overdue":         {"": office.MayRead},
	"asked":           {"": office.MayRead},
	"file":            {"": office.MayKeep, "plan": office.MayRead, "plan add": office.MayKeep, "plan drop": office.MayKeep, "versions": office.MayRead, "list": office.MayRead, "show": office.MayRead, "export": office.MayRead, "told": office.MayRead, "destroy": office.MayWithdraw, "looks": office.MayAudit},
	"reception":       {"": office.MayKeep},
	"plan":            {"": office.MayRead},
	"day":             {"": office.MayKeep, "show": office.MayRead, "list": office.MayRead},
	"bundle":          {"": office.MayRun},
	"target":          {"": office.MayRun, "list": office.MayRead},
	"backup":          {"": office.MayRead, "resume": office.MayRun},
	"drill":           {"": office.MayRun, "list": office.MayRead},
	"identity":        {"": office.MayAdmit, "show": office.MayRead},
	"index":           {"": office.MayRun, "status": office.MayRead, "size": office.MayRead},
	"user":            {"": office.MayAdmit, "list": office.MayRead, "passwd": office.MayRead, "handover": office.MayRead, "token": office.MayRead},
}

// right is what a verb needs with the words that come after it, the first two of which may name its
// task; empty: nobody said, and nobody may.
func right(verb string, words []string) office.Right {
	for n := min(2, len(words)); n > 0; n-- {
		if r, known := rights[verb][strings.Join(words[:n], " ")]; known {
			return r
		}
	}
	return rights[verb][""]
}

// enter lets whoever works in, and asks whether they may do what was typed.
func (t *terminal) enter(ctx context.Context, s *station.Station) error {
	l, err := t.unlock(ctx, s)
	if err != nil {
		return err
	}
	if l.Way() != people.Unmanned {
		if err := s.Enter(l); err != nil {
			return err
		}
	}
	if t.needs == "" {
		return people.NoLogin.Because(errors.New("no right is named for the verb"))
	}
	if err := s.May(ctx, t.needs); err != nil {
		return err
	}
	for _, told := range s.Greeting(ctx, l) {
		t.remark(told)
	}
	return nil
}

// remark tells somebody who comes in what they have to learn.
func (t *terminal) remark(said string) {
	if t.json {
		_ = json.NewEncoder(t.err).Encode(map[string]string{"warning": "people.told", "said": said})
		return
	}
	fmt.Fprintln(t.err, said)
}

// unlock finds out who works: by --as and a password or a token; the only person of an
// office without a password need not say; in an office without accounts nobody can.
func (t *terminal) unlock(ctx context.Context, s *station.Station) (*people.Login, error) {
	desk := s.People()
	accounts, err := desk.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	token, password := t.env("TRAM_TOKEN"), t.env("TRAM_PASSWORD")
	switch {
	case len(accounts) == 0:
		l, err := desk.UnlockUnmanned(ctx)
		if err == nil && t.as != "" {
			return nil, people.NoSuchPerson.About(t.as)
		}
		return l, err
	case t.as == "" && token != "":
		return t.letIn(ctx, s, "", func() (*people.Login, error) { return desk.UnlockByToken(ctx, token) })
	case t.as == "":
		return t.letIn(ctx, s, "", func() (*people.Login, error) { return desk.UnlockAlone(ctx) })
	}
	a, err := desk.Named(ctx, t.as)
	if err != nil {
		return nil, err
	}
	return t.letIn(ctx, s, a.ID, func() (*people.Login, error) {
		switch {
		case token != "" && password == "":
			return byTokenOf(ctx, desk, a, token)
		case !a.HasPassword && len(accounts) == 1:
			return desk.UnlockAlone(ctx)
		}
		typed, err := t.password("Mật khẩu: ", "TRAM_PASSWORD")
		if err != nil {
			return nil, err
		}
		defer clear(typed)
		return desk.Unlock(ctx, a.ID, typed)
	})
}

// letIn has it journalled that somebody was refused.
func (t *terminal) letIn(ctx context.Context, s *station.Station, account office.ID, unlock func() (*people.Login, error)) (*people.Login, error) {
	l, err := unlock()
	if err != nil {
		s.NotLetIn(ctx, account, err)
	}
	return l, err
}

// byTokenOf refuses a token of somebody else.
func byTokenOf(ctx context.Context, desk *people.Desk, a people.Account, token string) (*people.Login, error) {
	l, err := desk.UnlockByToken(ctx, token)
	if err == nil && l.Account() != a.ID {
		l.End()
		return nil, tokenOfAnother.About(l.Person().Name)
	}
	return l, err
}
