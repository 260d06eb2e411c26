using Ledger.EventStore.EventStoreDb.Protocol;
using WrongVersion = Ledger.EventStore.EventStoreDb.Protocol.AppendResp.Types.WrongExpectedVersion;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Append: options, then events, then one answer. A conflict is an answer; every other refusal ends the call.</summary>
internal sealed class AppendMethod(Committer committer, ServerBehaviour behaviour)
{
    private static readonly Empty Nothing = new();

    public async Task RunAsync(GrpcCall call)
    {
        var append = Parse(await call.ReadAllAsync(AppendReq.Parser));

        // After its deadline the call is over for the client, whatever becomes of the append.
        var outcome = behaviour.IsImmediate
            ? committer.Commit(append, call.RequiresLeader)
            : await committer.CommitAsync(append, call.RequiresLeader, isBatch: false).WaitAsync(call.Token);
        call.Write(Answer(append, outcome));
        await call.FlushAsync();
    }

    private ProposedAppend Parse(List<AppendReq> messages)
    {
        if (messages is not [{ Options: { } options }, ..])
        {
            throw GrpcFailure.HandlerThrew();
        }

        var append = new ProposedAppend(
            options.StreamIdentifier, Expectation.Of((int)options.ExpectedStreamRevisionCase, options.Revision));
        foreach (var message in messages.Skip(1))
        {
            var e = message.ProposedMessage ?? throw GrpcFailure.HandlerThrew();
            append.Add(e.Id, e.Metadata, e.CustomMetadata, e.Data);
        }

        return append.Size <= behaviour.MaxAppendSize ? append : throw GrpcFailure.TooLarge(behaviour.MaxAppendSize);
    }

    private AppendResp Answer(ProposedAppend append, AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Written written => new() { Success = Success(written) },
        AppendOutcome.Conflict conflict => new() { WrongExpectedVersion = Refusal(append.Expected, conflict.Actual) },
        AppendOutcome.Refused { Refusal: AppendRefusal.Timeout } => throw GrpcFailure.TimedOut(),
        AppendOutcome.Refused { Refusal: AppendRefusal.AccessDenied } => throw GrpcFailure.AccessDenied(),
        AppendOutcome.Refused => throw GrpcFailure.NotReady(),
        _ => throw GrpcFailure.StreamDeleted(append.Stream),
    };

    private AppendResp.Types.Success Success(AppendOutcome.Written written)
    {
        var success = new AppendResp.Types.Success { CurrentRevision = (ulong)written.Revision };
        if (written.Repeated && behaviour.AnswersWithoutPosition)
        {
            success.NoPosition = Nothing;
        }
        else
        {
            success.Position = new() { CommitPosition = written.Position.Commit, PreparePosition = written.Position.Prepare };
        }

        return success;
    }

    private static WrongVersion Refusal(Expectation expected, long? actual)
    {
        var refusal = new WrongVersion();
        if (actual is { } revision)
        {
            (refusal.CurrentRevision2060, refusal.CurrentRevision) = ((ulong)revision, (ulong)revision);
        }
        else
        {
            (refusal.NoStream2060, refusal.CurrentNoStream) = (Nothing, Nothing);
        }

        switch (expected.Kind)
        {
            case ExpectationKind.NoStream:
                (refusal.ExpectedRevision2060, refusal.ExpectedNoStream) = (ulong.MaxValue, Nothing);
                break;
            case ExpectationKind.Any:
                (refusal.Any2060, refusal.ExpectedAny) = (Nothing, Nothing);
                break;
            case ExpectationKind.StreamExists:
                (refusal.StreamExists2060, refusal.ExpectedStreamExists) = (Nothing, Nothing);
                break;
            default:
                (refusal.ExpectedRevision2060, refusal.ExpectedRevision) = (expected.Revision, expected.Revision);
                break;
        }

        return refusal;
    }
}
