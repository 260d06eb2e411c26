using System.Globalization;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>What a fault of a whole call tells about an append that was sent on it.</summary>
internal static class CallFaults
{
    public static AppendAnswer Read(Exception fault, string stream) => fault switch
    {
        _ when Faults.IsBeforeSending(fault) => AppendAnswer.Failed(AppendOutcome.NotTaken, fault),
        _ when Faults.IsDenied(fault) => BatchAnswers.Refused("The user of the connection string may not append."),
        GrpcException { Status: { ExceptionName: "stream-deleted" } } => BatchAnswers.Deleted(stream),
        GrpcException { Status: { ExceptionName: "maximum-append-size-exceeded" } status } => BatchAnswers.TooLarge(LimitIn(status.Message)),
        GrpcException { Status: { ExceptionName: "missing-required-metadata-property" } status } => BatchAnswers.Refused(status.Message),
        // One append a call: the node that does not lead has not taken it.
        GrpcException { Status: { ExceptionName: "not-leader" } } => AppendAnswer.Failed(AppendOutcome.NotTaken, fault),
        GrpcException { Status: var status } when Faults.SaysNotReady(status.Message) => AppendAnswer.Failed(AppendOutcome.NotTaken, fault),
        _ => AppendAnswer.Failed(AppendOutcome.Unknown, fault),
    };

    private static long LimitIn(string message) =>
        long.TryParse(string.Concat(message.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : 0;
}
