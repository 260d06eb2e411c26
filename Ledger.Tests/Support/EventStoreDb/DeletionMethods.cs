using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Delete, after which a stream reads as not there, and Tombstone, after which it is gone for good.</summary>
internal sealed class DeletionMethods(ProtocolNode node, ServerLog log, Membership membership)
{
    public async Task DeleteAsync(GrpcCall call)
    {
        var options = (await call.ReadOneAsync(DeleteReq.Parser)).Options ?? throw GrpcFailure.HandlerThrew();
        CheckLeader(call);
        var position = log.Delete(
            ProposedAppend.NameOf(options.StreamIdentifier),
            Expectation.Of((int)options.ExpectedStreamRevisionCase, options.Revision));
        call.Write(new DeleteResp { Position = new() { CommitPosition = position.Commit, PreparePosition = position.Prepare } });
        await call.FlushAsync();
    }

    public async Task EntombAsync(GrpcCall call)
    {
        var options = (await call.ReadOneAsync(TombstoneReq.Parser)).Options ?? throw GrpcFailure.HandlerThrew();
        CheckLeader(call);
        var position = log.Entomb(
            ProposedAppend.NameOf(options.StreamIdentifier),
            Expectation.Of((int)options.ExpectedStreamRevisionCase, options.Revision));
        call.Write(new TombstoneResp { Position = new() { CommitPosition = position.Commit, PreparePosition = position.Prepare } });
        await call.FlushAsync();
    }

    private void CheckLeader(GrpcCall call)
    {
        membership.CheckLeader(node, call.RequiresLeader);
        if (membership.Leader is null)
        {
            throw GrpcFailure.NotReady();
        }
    }
}
