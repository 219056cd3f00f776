//! The same work on many things: on several threads, with the results in the order of the things.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::{self, Builder};

use super::Trouble;

/// How many things each thread does before their results are taken: what bounds the results that are held.
const ROUND: usize = 32;

/// What a thread may nest, in bytes: as much as the main thread of most systems, so that all read the same texts.
const STACK: usize = 8 << 20;

/// As many threads as this process may run at once.
pub fn cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Does the work for each item, on so many threads, and takes the results in the order of the items.
///
/// What is taken is the same for any number of threads, if the work for one item is no matter of another.
///
/// # Errors
///
/// The first [`Trouble`] of `take`, after which no work begins.
pub fn in_order<I: Sync, R: Send>(
    items: &[I],
    threads: NonZeroUsize,
    work: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    for round in items.chunks(threads.get().saturating_mul(ROUND)) {
        let next = AtomicUsize::new(0);
        let (sender, results) = mpsc::channel();
        let work = || {
            while let (index, Some(item)) = numbered(round, next.fetch_add(1, Ordering::Relaxed)) {
                // The receiver lives until all have ended.
                let _ = sender.send((index, work(item)));
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads.get().min(round.len()) {
                // Where no thread can be had, this one does the work of all.
                let _ = Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            }
            work();
        });
        drop(sender);
        let mut results: Vec<_> = results.into_iter().collect();
        results.sort_by_key(|(index, _)| *index);
        results.into_iter().try_for_each(|(_, result)| take(result))?;
    }
    Ok(())
}

fn numbered<I>(items: &[I], index: usize) -> (usize, Option<&I>) {
    (index, items.get(index))
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{ROUND, in_order};
    use crate::output::Trouble;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            let work = |item: &usize| {
                if item.is_multiple_of(3) {
                    std::thread::yield_now();
                }
                *item
            };
            in_order(&items, NonZeroUsize::new(threads).unwrap(), work, |result| {
                taken.push(result);
                Ok(())
            })
            .unwrap();
            assert_eq!(taken, items);
        }
    }

    #[test]
    fn no_more_results_are_held_than_a_round_has() {
        let items: Vec<usize> = (0..1000).collect();
        let threads = NonZeroUsize::new(3).unwrap();
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_: &usize| {
            let now = held.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
        };
        in_order(&items, threads, work, |()| {
            held.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        })
        .unwrap();
        assert_eq!(most.into_inner(), 3 * ROUND);
    }

    #[test]
    fn trouble_ends_the_work() {
        let items: Vec<usize> = (0..1000).collect();
        let done = AtomicUsize::new(0);
        let trouble = || Trouble { what: "cannot write".to_owned(), why: "the disk is full".to_owned() };
        let work = |_: &usize| done.fetch_add(1, Ordering::SeqCst);
        assert!(in_order(&items, NonZeroUsize::MIN, work, |_| Err(trouble())).is_err());
        assert_eq!(done.into_inner(), ROUND);
    }
}
