package people

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"runtime"
	"sync"

	"golang.org/x/crypto/argon2"
)

// Cost is what argon2id asks for one look at a password.
type Cost struct {
	Passes uint32 `json:"passes"`
	Memory uint32 `json:"memory_kib"`
	Lanes  uint8  `json:"lanes"`
}

// usualCost is that of a password that is set today: 64 MiB for a moment is what an
// office PC of 4 GB has to spare, and 0.16 s on two slow cores.
var usualCost = Cost{Passes: 3, Memory: 64 << 10, Lanes: 2}

// LeastCost is the least that is believed of a verifier, for tests, which set and look at
// many passwords.
func LeastCost() Cost { return Cost{Passes: leastPasses, Memory: leastMemory, Lanes: leastLanes} }

const (
	saltBytes = 16
	sumBytes  = 32
)

// Bounds of what is read from a file: less would be no lock, more a way to stop the PC.
const (
	leastPasses, mostPasses uint32 = 1, 10
	leastMemory, mostMemory uint32 = 16 << 10, 256 << 10 // KiB
	leastLanes, mostLanes   uint8  = 1, 8
	mostSalt                       = 64 // bytes
)

// Verifier tells whether a password is the right one, and not what it is.
type Verifier struct {
	Cost
	Salt []byte `json:"salt"`
	Sum  []byte `json:"sum"`
}

var errCost = errors.New("a verifier with costs out of bounds")

// oneAtATime keeps tries at the same time from taking the memory of each.
var oneAtATime sync.Mutex

func newVerifier(password []byte, cost Cost) *Verifier {
	v := &Verifier{Cost: cost, Salt: make([]byte, saltBytes)}
	rand.Read(v.Salt)
	v.Sum = v.sum(password)
	return v
}

func (v Verifier) sum(password []byte) []byte {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	form := canonical(password)
	defer clear(form)
	defer runtime.GC() // while that memory counts, as much again of what is thrown away is left lying
	return argon2.IDKey(form, v.Salt, v.Passes, v.Memory, v.Lanes, sumBytes)
}

// opens tells whether a password is the one that was set.
func (v Verifier) opens(password []byte) (bool, error) {
	if !v.bounded() {
		return false, errCost
	}
	return subtle.ConstantTimeCompare(v.sum(password), v.Sum) == 1, nil
}

func (v Verifier) bounded() bool {
	return v.Passes >= leastPasses && v.Passes <= mostPasses && v.Memory >= leastMemory && v.Memory <= mostMemory &&
		v.Lanes >= leastLanes && v.Lanes <= mostLanes && len(v.Salt) >= saltBytes && len(v.Salt) <= mostSalt && len(v.Sum) == sumBytes
}
