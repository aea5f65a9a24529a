package kit

import "slices"

// Kept keeps so many values, those that were used last.
type Kept[K comparable, V any] struct {
	most  int
	all   map[K]V
	order []K // the oldest use first
}

// NewKept keeps nothing yet.
func NewKept[K comparable, V any](most int) *Kept[K, V] {
	return &Kept[K, V]{most: most, all: map[K]V{}}
}

// Put keeps a value, and lets go of the one that was not used for longest where there are
// too many.
func (k *Kept[K, V]) Put(key K, v V) {
	k.all[key] = v
	k.use(key)
	for len(k.order) > k.most {
		delete(k.all, k.order[0])
		k.order = k.order[1:]
	}
}

// Get uses a value; false: it is not kept.
func (k *Kept[K, V]) Get(key K) (v V, is bool) {
	if v, is = k.all[key]; is {
		k.use(key)
	}
	return v, is
}

// All are those that are kept, in no order.
func (k *Kept[K, V]) All() map[K]V { return k.all }

// Clear lets go of all.
func (k *Kept[K, V]) Clear() { k.all, k.order = map[K]V{}, nil }

func (k *Kept[K, V]) use(key K) {
	k.order = append(slices.DeleteFunc(k.order, func(each K) bool { return each == key }), key)
}
