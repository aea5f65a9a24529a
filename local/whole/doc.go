// Package whole writes files that are either there entirely or not at all,
// through a power cut, a full disk and a killed process.
//
// The rules:
//   - A file grows under a temporary name in the folder where it will live,
//     is synced, takes its name, and its folder is synced. Only then has it
//     been acknowledged.
//   - A temporary name is "." + part of the name + "." + 16 hexadecimal digits
//   - ".part". Whoever writes it holds a lock on it; the operating system
//     lets go of the lock when that process dies, however it dies.
//   - Nothing here overwrites a file unless the caller says Replace.
package whole
