using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>Reads the answers of a <c>BatchAppend</c>. Only a success is a success.</summary>
internal static class BatchAnswers
{
    public static AppendAnswer Read(BatchAppendResp answer) => answer.ResultCase switch
    {
        BatchAppendResp.ResultOneofCase.Success => Success(answer.Success),
        BatchAppendResp.ResultOneofCase.Error => Error(answer.Error),
        _ => Unknown("The server answered an append with neither success nor error."),
    };

    private static AppendAnswer Success(BatchAppendResp.Types.Success success) => AppendAnswer.Appended(
        success.CurrentRevisionOptionCase == BatchAppendResp.Types.Success.CurrentRevisionOptionOneofCase.CurrentRevision
            ? (long)success.CurrentRevision
            : -1,
        success.PositionOptionCase == BatchAppendResp.Types.Success.PositionOptionOneofCase.Position
            ? new Position(success.Position.CommitPosition, success.Position.PreparePosition)
            : null);

    private static AppendAnswer Error(Status error)
    {
        try
        {
            return Details(error);
        }
        catch (InvalidProtocolBufferException e)
        {
            return AppendAnswer.Failed(AppendOutcome.Unknown, new IOException("The server sent an error that cannot be read.", e));
        }
    }

    private static AppendAnswer Details(Status error)
    {
        var details = error.Details;
        if (details is null || details.Is(Google.Protobuf.WellKnownTypes.Empty.Descriptor))
        {
            // Here the code is 0 and only the words tell: "not ready" is no success and no harm.
            return Faults.SaysNotReady(error.Message)
                ? AppendAnswer.Failed(AppendOutcome.NotTaken, new StoreUnavailableException($"EventStoreDB answers: {error.Message}."))
                : Unknown($"The server answered an append with: {error.Message} ({error.Code}).");
        }

        if (details.Is(WrongExpectedVersion.Descriptor))
        {
            var wrong = details.Unpack<WrongExpectedVersion>();
            return AppendAnswer.Conflict(
                wrong.CurrentStreamRevisionOptionCase == WrongExpectedVersion.CurrentStreamRevisionOptionOneofCase.CurrentStreamRevision
                    ? (long)wrong.CurrentStreamRevision
                    : -1);
        }

        if (details.Is(StreamDeleted.Descriptor))
        {
            return Deleted(details.Unpack<StreamDeleted>().StreamIdentifier?.StreamName.ToStringUtf8());
        }

        if (details.Is(AccessDenied.Descriptor))
        {
            return Refused("The user of the connection string may not append.");
        }

        if (details.Is(MaximumAppendSizeExceeded.Descriptor))
        {
            return TooLarge(details.Unpack<MaximumAppendSizeExceeded>().MaxAppendSize);
        }

        // Timeout, and whatever else there is or will be: it may have been written.
        return details.Is(BadRequest.Descriptor)
            ? Refused($"EventStoreDB does not understand the append: {details.Unpack<BadRequest>().Message}")
            : Unknown($"The server answered an append with {details.TypeUrl}: {error.Message}.");
    }

    public static AppendAnswer Deleted(string? stream) => AppendAnswer.Failed(
        AppendOutcome.Refused, new StoreCorruptException($"Stream {stream} was deleted in EventStoreDB. A ledger's streams are never deleted."));

    public static AppendAnswer TooLarge(long limit) => Refused(
        $"EventStoreDB takes appends of at most {limit} bytes, and the ledger needs {IEventStore.MaxAppendSize * 2}: raise its maximum append size.");

    public static AppendAnswer Refused(string reason) => AppendAnswer.Failed(AppendOutcome.Refused, new StoreUnavailableException(reason));

    public static AppendAnswer Unknown(string reason) => AppendAnswer.Failed(AppendOutcome.Unknown, new IOException(reason));
}
