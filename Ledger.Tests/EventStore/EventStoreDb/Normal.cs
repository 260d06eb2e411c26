using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>
/// Messages with all that two servers cannot have in common made the same: places in the log, times, ids that a server thinks up,
/// addresses. Where a message has none of these, none appears.
/// </summary>
internal static class Normal
{
    public static IMessage Parse(string method, byte[] message)
    {
        switch (method[(method.LastIndexOf('.') + 1)..])
        {
            case "Streams/Read":
                var read = ReadResp.Parser.ParseFrom(message);
                Flatten(read);
                return read;
            case "Streams/Append":
                var append = AppendResp.Parser.ParseFrom(message);
                if (append.Success?.Position is { } appended)
                {
                    (appended.CommitPosition, appended.PreparePosition) = (Seen(appended.CommitPosition), Seen(appended.PreparePosition));
                }

                return append;
            case "Streams/BatchAppend":
                var batch = BatchAppendResp.Parser.ParseFrom(message);
                if (batch.Success?.Position is { } position)
                {
                    (position.CommitPosition, position.PreparePosition) = (Seen(position.CommitPosition), Seen(position.PreparePosition));
                }

                return batch;
            case "Streams/Delete":
                var delete = DeleteResp.Parser.ParseFrom(message);
                (delete.Position.CommitPosition, delete.Position.PreparePosition) =
                    (Seen(delete.Position.CommitPosition), Seen(delete.Position.PreparePosition));
                return delete;
            case "Streams/Tombstone":
                var tombstone = TombstoneResp.Parser.ParseFrom(message);
                (tombstone.Position.CommitPosition, tombstone.Position.PreparePosition) =
                    (Seen(tombstone.Position.CommitPosition), Seen(tombstone.Position.PreparePosition));
                return tombstone;
            case "Gossip/Read":
                var members = ClusterInfo.Parser.ParseFrom(message);
                foreach (var member in members.Members)
                {
                    (member.InstanceId.Structured.MostSignificantBits, member.InstanceId.Structured.LeastSignificantBits) = (1, 1);
                    (member.TimeStamp, member.HttpEndPoint.Port) = (IsRecent(member.TimeStamp) ? 1 : 0, member.HttpEndPoint.Port == 0 ? 0u : 1);
                }

                return members;
            default:
                return SupportedMethods.Parser.ParseFrom(message);
        }
    }

    private static void Flatten(ReadResp read)
    {
        if (read.Event is { } seen)
        {
            var e = seen.Event;
            seen.CommitPosition = Seen(seen.CommitPosition);
            (e.CommitPosition, e.PreparePosition) = (Seen(e.CommitPosition), Seen(e.PreparePosition));
            e.Metadata["created"] = IsRecent(long.Parse(e.Metadata["created"])) ? "recently" : e.Metadata["created"];
        }
        else if (read.Confirmation is { } confirmation)
        {
            confirmation.SubscriptionId = Guid.TryParse(confirmation.SubscriptionId, out _) ? "an id" : confirmation.SubscriptionId;
        }
    }

    private static ulong Seen(ulong position) => position == 0 ? 0u : 1;

    /// <summary>In 100 ns since 1970. The recordings are of 2026, and nobody runs the tests before.</summary>
    private static bool IsRecent(long ticks) => ticks >= (new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch).Ticks;
}
