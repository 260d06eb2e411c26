namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>The order in which the exchanges were recorded, as ids, revisions and positions tell it; what one writes the later ones see.</summary>
internal static class Story
{
    /// <summary>On one node.</summary>
    private static readonly string[] OneNode =
    [
        "gossip-read",
        "server-features",
        "append-new-stream",
        "append-expected-revision",
        "append-idempotent-retry",
        "append-wrong-expected-revision",
        "append-wrong-expected-no-stream",
        "append-wrong-expected-stream-exists",
        "append-any",
        "append-too-large",
        "append-missing-type",
        "batch-append-two-streams",
        "batch-append-wrong-expected-revision",
        "batch-append-idempotent-retry",
        "read-stream-forwards",
        "read-stream-backwards-2",
        "read-stream-from-revision",
        "read-stream-past-end",
        "read-stream-not-found",
        "read-stream-structured-uuid",
        "read-all-backwards-1",
        "read-all-filtered",
        "subscribe-stream-until-caught-up",
        "subscribe-all-filtered-until-caught-up",
        "read-missing-options",
        "unknown-method",
        "unauthenticated-bad-credentials",
        "append-requires-leader",
        "delete-stream",
        "read-soft-deleted-stream",
        "tombstone-stream",
        "read-tombstoned-stream",
        "append-to-tombstoned-stream",
        "batch-append-to-tombstoned-stream",
    ];

    /// <summary>On three.</summary>
    private static readonly string[] ThreeNodes =
    [
        "cluster-gossip-read",
        "cluster-append-on-follower-requires-leader",
        "cluster-batch-append-on-follower-requires-leader",
        "cluster-read-on-follower-requires-leader",
        "cluster-append-on-follower",
        "cluster-no-leader-append-on-follower",
        "cluster-no-leader-batch-append-on-follower-requires-leader",
    ];

    public static IEnumerable<string> All => OneNode.Concat(ThreeNodes);

    /// <summary>Whether three nodes were asked.</summary>
    public static bool IsOfACluster(string name) => ThreeNodes.Contains(name);

    /// <summary>Whether the leader had just been lost.</summary>
    public static bool IsWithoutLeader(string name) => name.StartsWith("cluster-no-leader-", StringComparison.Ordinal);

    /// <summary>What changed the log before, in order.</summary>
    public static IEnumerable<string> Before(string name) =>
        (IsOfACluster(name) ? ThreeNodes : OneNode).TakeWhile(other => other != name).Where(other => !IsAnsweredFromMemory(other));

    /// <summary>Headers that the request carried; the recordings keep those of the answers only.</summary>
    public static IEnumerable<(string Name, string Value)> RequestHeaders(string name)
    {
        if (name.EndsWith("requires-leader", StringComparison.Ordinal))
        {
            yield return ("requires-leader", "true");
        }

        if (name == "unauthenticated-bad-credentials")
        {
            yield return ("authorization", "Basic bm9ib2R5Ondyb25n");
        }
    }

    private static bool IsAnsweredFromMemory(string name) =>
        name.StartsWith("read-", StringComparison.Ordinal) || name.StartsWith("subscribe-", StringComparison.Ordinal);
}
