/** What work side by side gives; where some of it fails, the first failure is thrown once nothing of it goes on. */
export async function allSettled<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
