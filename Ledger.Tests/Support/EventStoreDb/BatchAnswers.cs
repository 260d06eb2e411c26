using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Ledger.EventStore.EventStoreDb.Protocol;
using Nothing = Google.Protobuf.WellKnownTypes.Empty;
using Status = Ledger.EventStore.EventStoreDb.Protocol.Status;
using TimedOut = Ledger.EventStore.EventStoreDb.Protocol.Timeout;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>The words of BatchAppend: a success, or an error whose details say which.</summary>
internal static class BatchAnswers
{
    private static readonly Nothing None = new();

    public static BatchAppendResp Answer(UUID correlation, ProposedAppend append, AppendOutcome outcome, bool mayOmitPosition) => outcome switch
    {
        AppendOutcome.Written written => new()
        {
            CorrelationId = correlation,
            Success = Success(written, mayOmitPosition),
            StreamIdentifier = append.Identifier,
        },
        AppendOutcome.Conflict conflict =>
            Error(correlation, append.Identifier, 6, nameof(WrongExpectedVersion), Refusal(append.Expected, conflict.Actual)),
        AppendOutcome.Refused { Refusal: AppendRefusal.Timeout } => Timeout(correlation, append.Identifier),
        AppendOutcome.Refused { Refusal: AppendRefusal.AccessDenied } =>
            Error(correlation, append.Identifier, 7, nameof(AccessDenied), new AccessDenied()),
        AppendOutcome.Refused => Error(correlation, append.Identifier, 0, "Server Is Not Ready", None),
        _ => Error(
            correlation, append.Identifier, 5, nameof(StreamDeleted), new StreamDeleted { StreamIdentifier = append.Identifier }),
    };

    public static BatchAppendResp Timeout(UUID correlation, StreamIdentifier stream) =>
        Error(correlation, stream, 4, nameof(Timeout), new TimedOut());

    public static BatchAppendResp TooLarge(UUID correlation, StreamIdentifier stream, int limit) =>
        Error(correlation, stream, 3, nameof(MaximumAppendSizeExceeded), new MaximumAppendSizeExceeded { MaxAppendSize = (uint)limit });

    public static BatchAppendResp BadRequest(UUID correlation, StreamIdentifier? stream, string message) =>
        Error(correlation, stream, 3, nameof(BadRequest), new BadRequest { Message = message });

    private static BatchAppendResp Error(UUID correlation, StreamIdentifier? stream, int code, string message, IMessage details) => new()
    {
        CorrelationId = correlation,
        Error = new Status { Code = code, Message = message, Details = Any.Pack(details) },
        StreamIdentifier = stream,
    };

    private static BatchAppendResp.Types.Success Success(AppendOutcome.Written written, bool mayOmitPosition)
    {
        var success = new BatchAppendResp.Types.Success { CurrentRevision = (ulong)written.Revision };
        if (written.Repeated && mayOmitPosition)
        {
            success.NoPosition = None;
        }
        else
        {
            success.Position = new() { CommitPosition = written.Position.Commit, PreparePosition = written.Position.Prepare };
        }

        return success;
    }

    private static WrongExpectedVersion Refusal(Expectation expected, long? actual)
    {
        var refusal = new WrongExpectedVersion();
        if (actual is { } revision)
        {
            refusal.CurrentStreamRevision = (ulong)revision;
        }
        else
        {
            refusal.CurrentNoStream = None;
        }

        switch (expected.Kind)
        {
            case ExpectationKind.NoStream:
                refusal.ExpectedNoStream = None;
                break;
            case ExpectationKind.Any:
                refusal.ExpectedAny = None;
                break;
            case ExpectationKind.StreamExists:
                refusal.ExpectedStreamExists = None;
                break;
            default:
                refusal.ExpectedStreamPosition = expected.Revision;
                break;
        }

        return refusal;
    }
}
