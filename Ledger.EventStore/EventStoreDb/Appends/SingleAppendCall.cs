using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>One call an append, for servers that have no <c>BatchAppend</c>.</summary>
internal sealed class SingleAppendCall(Node node, Action<SingleAppendCall, Exception> broken) : IAppendCall
{
    private int _broken;

    public bool IsBroken => Volatile.Read(ref _broken) != 0;

    public async Task<AppendAnswer> SendAsync(AppendRequest request)
    {
        LedgerMeter.StoreBatch.Record(1);
        LedgerMeter.StoreInFlight.Add(1);
        try
        {
            return Read(await node.Channel.CallAsync(
                AppendMethods.Append, Messages(request), new(RequiresLeader: true, request.Deadline), CancellationToken.None));
        }
        catch (Exception e) when (Faults.IsOfTheCall(e))
        {
            var answer = CallFaults.Read(e, request.Stream.Value);
            if (answer.Outcome != AppendOutcome.Refused && Interlocked.Exchange(ref _broken, 1) == 0)
            {
                broken(this, e);
            }

            return answer;
        }
        finally
        {
            LedgerMeter.StoreInFlight.Add(-1);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static AppendAnswer Read(AppendResp answer)
    {
        switch (answer.ResultCase)
        {
            case AppendResp.ResultOneofCase.Success:
                var success = answer.Success;
                return AppendAnswer.Appended(
                    success.CurrentRevisionOptionCase == AppendResp.Types.Success.CurrentRevisionOptionOneofCase.CurrentRevision
                        ? (long)success.CurrentRevision
                        : -1,
                    success.PositionOptionCase == AppendResp.Types.Success.PositionOptionOneofCase.Position
                        ? new Position(success.Position.CommitPosition, success.Position.PreparePosition)
                        : null);
            case AppendResp.ResultOneofCase.WrongExpectedVersion:
                return AppendAnswer.Conflict(ActualOf(answer.WrongExpectedVersion));
            default:
                return BatchAnswers.Unknown("The server answered an append with neither success nor conflict.");
        }
    }

    /// <summary>The first servers say it in one member, later ones in two.</summary>
    private static long ActualOf(AppendResp.Types.WrongExpectedVersion wrong) =>
        wrong.CurrentRevisionOptionCase == AppendResp.Types.WrongExpectedVersion.CurrentRevisionOptionOneofCase.CurrentRevision
            ? (long)wrong.CurrentRevision
            : wrong.CurrentRevisionOption2060Case == AppendResp.Types.WrongExpectedVersion.CurrentRevisionOption2060OneofCase.CurrentRevision2060
                ? (long)wrong.CurrentRevision2060
                : -1;

    private static IMessage[] Messages(AppendRequest append)
    {
        var options = new AppendReq.Types.Options { StreamIdentifier = new() { StreamName = ByteString.CopyFromUtf8(append.Stream.Value) } };
        if (append.Expected.Next == 0)
        {
            options.NoStream = new();
        }
        else
        {
            options.Revision = (ulong)(append.Expected.Next - 1);
        }

        return
        [
            new AppendReq { Options = options },
            .. append.Events.Select(e => new AppendReq
            {
                ProposedMessage = new()
                {
                    Id = e.Id.ToUuid(),
                    Metadata = { [EventEntries.Type] = e.Type, [EventEntries.ContentType] = EventEntries.Json },
                    Data = UnsafeByteOperations.UnsafeWrap(e.Data),
                    CustomMetadata = UnsafeByteOperations.UnsafeWrap(e.Metadata),
                },
            }),
        ];
    }
}
