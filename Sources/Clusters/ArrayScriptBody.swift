extension ArrayScript {
  /// What is the same for all sweeps.
  ///
  /// Tried with Slurm 22.05: a shard that ends by itself is never run again by Slurm, whatever its exit code; `scancel` and `scontrol
  /// requeue` send SIGTERM to the script and to all that it started once the job's state is COMPLETING, the end of the time limit to the script
  /// alone while it is RUNNING; a job that was cancelled would run again if it were queued again.
  static let body = #"""
    # Slurm counts the loss of a node and an administrator's requeue too.
    most_restarts=3
    set -u
    restarts=${SLURM_RESTART_COUNT:-0}
    [[ $restarts =~ ^[0-9]{1,9}$ ]] || restarts=0
    if [[ -z ${SLURM_ARRAY_JOB_ID:-} || -z ${SLURM_ARRAY_TASK_ID:-} ]]; then
      printf 'This is a job of Slurm: sbatch %q\n' "$0" >&2
      exit 64
    fi
    task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID

    say() {
      TZ=UTC0 printf '%(%Y-%m-%dT%H:%M:%SZ)T shard %s/%s, job %s, attempt %s on %s: %s\n' -1 \
        "$SLURM_ARRAY_TASK_ID" "$shards" "$task" "$((restarts + 1))" "${SLURMD_NODENAME:-$HOSTNAME}" "$1"
    }

    # Queues the shard again and exits. A job that Slurm is ending is not RUNNING any more: where it was cancelled it stays so, and
    # where it was queued again already that is enough.
    try_again() {
      # Slurm ends what it queues again; it need not, and the program that asks it for that must live on.
      trap '' TERM
      local state
      state=$(squeue --noheader --states=all --jobs="$task" --format=%T)
      if [[ $state != RUNNING ]]; then
        say "exit code $1; not queued again: Slurm says ${state:-nothing of its state}"
      elif ((restarts >= most_restarts)); then
        say "exit code $1; not queued again after $restarts restarts"
      else
        say "exit code $1; queued again, restart $((restarts + 1)) of at most $most_restarts"
        scontrol requeue "$task" || say 'Slurm refused to queue it again'
      fi
      exit "$1"
    }

    log=$results/logs/$SLURM_ARRAY_TASK_ID.log
    if ! { cd -- "$directory" && mkdir -p -- "$results/logs" && : >>"$log"; }; then
      try_again 75
    fi
    exec >>"$log" 2>&1

    child=
    terminated=
    trap 'terminated=yes; say "SIGTERM, handed on"; [[ -z $child ]] || kill -TERM "$child" 2>/dev/null' TERM

    say 'begins'
    "${sweep[@]}" &
    child=$!
    [[ -z $terminated ]] || kill -TERM "$child" 2>/dev/null
    # A signal ends waiting, not the shard; what has ended in the meantime is remembered.
    while
      terminated=
      wait "$child"
      code=$?
      [[ -n $terminated ]]
    do :; done
    # So bash 5.2 says where a signal ended the shard while it was about its own.
    ((code >= 0)) || code=143
    child=

    # 75: it may work the next time. 128 and more: a signal, such as that which ends what takes too much memory.
    if ((code == 75 || code >= 128)); then
      try_again "$code"
    fi
    say "exit code $code"
    exit "$code"
    """#
}
