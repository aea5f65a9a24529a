package calsync

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"tram/local/office"
)

const mostName = 120 // letters of the name of an object

// name is how a new object is called: whoever sends the same thing gives it the same name, so that
// the calendar takes one of them. What another thing is called is not taken.
func (r *round) name(uid string) string {
	name := nameOf(uid)
	for n := 1; n < mostObjects; n++ {
		other, taken := r.at[name]
		if _, aside := r.state.Aside[name]; !aside && (!taken || other == uid) {
			break
		}
		name = hashedName(fmt.Sprintf("%s/%d", uid, n))
	}
	return name
}

func nameOf(uid string) string {
	plain := len(uid) > 0 && len(uid) <= mostName && uid[0] != '.'
	for _, c := range []byte(uid) {
		plain = plain && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')
	}
	if plain {
		return uid + ".ics"
	}
	return hashedName(uid)
}

func hashedName(of string) string {
	sum := sha256.Sum256([]byte(of))
	return hex.EncodeToString(sum[:16]) + ".ics"
}

// settled keeps what was done here, and what is about to be sent.
func (r *round) settled(ctx context.Context) error {
	slices.Sort(r.sends)
	for _, uid := range r.sends {
		r.later = append(r.later, r.state.Items[uid].Href)
		if ours := r.ours[uid]; !ours.Gone {
			e := r.state.Items[uid]
			e.Sent = marksOf(*ours)
			r.state.Items[uid] = e
		}
	}
	for _, href := range r.later {
		r.state.Since[href] = true
	}
	return r.keep(ctx)
}

// keep keeps the state with the old token: what is told since is told again.
func (r *round) keep(ctx context.Context) error { return r.near.Keep(ctx, r.state.copied()) }

// send carries out what is to be done in the calendar, and keeps now and then what was done.
func (r *round) send(ctx context.Context) error {
	for i, uid := range r.sends {
		if err := r.one(ctx, uid); err != nil {
			return err
		}
		if i%keepEach == keepEach-1 {
			if err := r.keep(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *round) one(ctx context.Context, uid string) error {
	ours, e := r.ours[uid], r.state.Items[uid]
	if ours.Gone {
		return r.remove(ctx, uid, e)
	}
	text, err := r.near.Write(*ours)
	if err != nil {
		return r.refused(uid, err)
	}
	etag, err := r.far.Put(ctx, e.Href, text, e.ETag)
	switch {
	case errors.Is(err, Overtaken): // what lies there is told next time, and looked at
		r.overtaken(uid, e)
	case errors.Is(err, Unfit):
		return r.refused(uid, err)
	case err != nil:
		return err
	default:
		r.is.Sent++
		r.state.Items[uid] = agreed(Ref{e.Href, etag}, *ours)
	}
	return nil
}

func (r *round) remove(ctx context.Context, uid string, e Entry) error {
	err := r.far.Remove(ctx, e.Href, e.ETag)
	switch {
	case errors.Is(err, Overtaken):
		r.overtaken(uid, e)
	case err != nil:
		return err
	default:
		r.is.Removed++
		delete(r.state.Items, uid)
	}
	return nil
}

// overtaken has the other version be read next time. That one always lies there is told: somebody who writes at
// the same time is read then, and this is taken.
func (r *round) overtaken(uid string, e Entry) {
	r.is.Again = true
	r.tries[uid] = r.state.Tries[uid] + 1
	if r.tries[uid] >= mostTries {
		r.is.Odd = append(r.is.Odd, Odd{Href: e.Href, UID: uid, Err: Stubborn})
	}
	r.unsent(uid, e)
	if e, known := r.state.Items[uid]; known {
		e.ETag = ""
		r.state.Items[uid] = e
	}
}

// unsent has it that an item was not taken. Of a new one nothing is known then.
func (r *round) unsent(uid string, e Entry) {
	if e.Sent = nil; e.Base == nil {
		delete(r.state.Items, uid)
		return
	}
	r.state.Items[uid] = e
}

// refused leaves an item that the calendar does not take as it is on both sides.
func (r *round) refused(uid string, err error) error {
	if _, told := office.FailureIn(err); !told {
		return err
	}
	r.unsent(uid, r.state.Items[uid])
	r.is.Odd = append(r.is.Odd, Odd{UID: uid, Err: err})
	return nil
}

// end keeps the token, unless something is to be told again.
func (r *round) end(ctx context.Context) error {
	r.state.Tries = r.tries
	if !r.is.Again {
		r.state.Token, r.state.Since = r.next, map[string]bool{}
		for _, href := range r.later {
			r.state.Since[href] = true
		}
	}
	return r.keep(ctx)
}
