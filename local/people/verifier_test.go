package people

import (
	"encoding/json"
	"errors"
	"runtime"
	"runtime/debug"
	"testing"

	"tram/local/office"
)

func TestAVerifierOfToday(t *testing.T) {
	v := newVerifier([]byte("Mật khẩu dài"), usualCost)
	if right, err := v.opens([]byte("Mật khẩu dài")); !right || err != nil {
		t.Errorf("the right one: %v, %v", right, err)
	}
	if right, err := v.opens([]byte("mật khẩu dài")); right || err != nil {
		t.Errorf("another: %v, %v", right, err)
	}
	other := newVerifier([]byte("Mật khẩu dài"), LeastCost())
	if string(other.Salt) == string(v.Salt) {
		t.Error("two verifiers have one salt")
	}
}

func TestCostsThatAreReadAreBounded(t *testing.T) {
	for name, spoil := range map[string]func(*Verifier){
		"no passes": func(v *Verifier) { v.Passes = 0 }, "many passes": func(v *Verifier) { v.Passes = 1 << 30 },
		"no memory": func(v *Verifier) { v.Memory = 8 }, "all memory": func(v *Verifier) { v.Memory = 1 << 31 },
		"no lanes": func(v *Verifier) { v.Lanes = 0 }, "many lanes": func(v *Verifier) { v.Lanes = 200 },
		"no salt": func(v *Verifier) { v.Salt = nil }, "much salt": func(v *Verifier) { v.Salt = make([]byte, 1<<20) },
		"a short sum": func(v *Verifier) { v.Sum = v.Sum[:4] }, "no sum": func(v *Verifier) { v.Sum = nil },
	} {
		v := newVerifier([]byte(goodPassword), LeastCost())
		spoil(v)
		if right, err := v.opens([]byte(goodPassword)); right || !errors.Is(err, errCost) {
			t.Errorf("%s: %v, %v", name, right, err)
		}
	}
	if !(Verifier{Cost: usualCost, Salt: make([]byte, saltBytes), Sum: make([]byte, sumBytes)}).bounded() {
		t.Error("today's own cost is out of bounds")
	}
}

func TestAnAdmissionHasOneDigestHoweverItCameHere(t *testing.T) {
	a := Admission{Account: "a", Generation: 3, Standing: Standing{Person: "p", Posts: []office.Post{office.AsClerk}, Lent: []Handover{{To: "b", From: now0, Until: endOfDay(now0), Why: "ốm <&>"}},
		Tokens: []Token{{ID: "x", Until: endOfDay(now0)}}, PasswordAt: now0}, Password: newVerifier([]byte(goodPassword), LeastCost()), TokenSums: map[string][]byte{"x": {1}, "b": {2}}}
	want, err := a.Digest()
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var back Admission
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if got, err := back.Digest(); err != nil || got != want {
		t.Errorf("%s after it was read, %s before, %v", got, want, err)
	}
	for name, change := range map[string]func(*Admission){
		"generation": func(a *Admission) { a.Generation++ }, "post": func(a *Admission) { a.Posts = []office.Post{office.AsAdmin} },
		"lock": func(a *Admission) { a.Locked = true }, "salt": func(a *Admission) { a.Password.Salt[0] ^= 1 },
		"token": func(a *Admission) { a.TokenSums["x"] = []byte{3} }, "account": func(a *Admission) { a.Account = "c" }, "no password": func(a *Admission) { a.Password = nil },
		"until": func(a *Admission) { a.Lent[0].Until = a.Lent[0].Until.Add(1) },
	} {
		var other Admission
		if err := json.Unmarshal(b, &other); err != nil {
			t.Fatal(err)
		}
		change(&other)
		if got, _ := other.Digest(); got == want {
			t.Errorf("another %s has the same digest", name)
		}
	}
}

func TestWhatALookAtAPasswordTookIsNotLeftLying(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // nobody else clears up
	runtime.GC()
	before := heapTaken()
	newVerifier([]byte(goodPassword), usualCost)
	if left := heapTaken() - before; left > int64(usualCost.Memory)<<10/2 {
		t.Errorf("%d bytes of %d KiB are left", left, usualCost.Memory)
	}
}

// heapTaken is what lies on the heap, thrown away or not, in bytes.
func heapTaken() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
