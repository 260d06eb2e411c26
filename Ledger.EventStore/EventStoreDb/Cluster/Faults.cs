using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>What the faults of a call tell.</summary>
internal static class Faults
{
    // The server's own words for "I did not take this"; there is no other sign of it.
    private static readonly string[] NotTaken = ["Server Is Not Ready", "Server Is Too Busy"];

    /// <summary>Whether a fault is of the call or the connection, and not of the program.</summary>
    public static bool IsOfTheCall(Exception fault) =>
        fault is GrpcException or HttpRequestException or IOException or TimeoutException;

    /// <summary>Whether the server says that it did nothing, and may do it later.</summary>
    public static bool SaysNotReady(string message) => NotTaken.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether nothing can have arrived at the server.</summary>
    public static bool IsBeforeSending(Exception fault) => fault is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    /// <summary>Whether asking again is of no use: the user may not do it.</summary>
    public static bool IsDenied(Exception fault) => fault switch
    {
        StoreUnavailableException { InnerException: { } inner } => IsDenied(inner),
        GrpcException { Status: var status } =>
            status.Code is GrpcStatusCode.Unauthenticated or GrpcStatusCode.PermissionDenied || status.ExceptionName is "access-denied" or "user-not-found",
        _ => false,
    };

    /// <summary>What a fault of a call or a connection means to who uses the store.</summary>
    public static StoreUnavailableException Unreachable(Node node, Exception fault) => IsDenied(fault)
        ? new($"EventStoreDB at {node} does not let in the user of the connection string: {Words(fault)}", fault)
        : new($"EventStoreDB cannot be reached at {node}: {Words(fault)}", fault);

    /// <summary>What a fault says, with what lies behind it where it says no more than that there is something.</summary>
    public static string Words(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner } =>
            $"The connection is not secure. {Words(inner)}",
        _ => fault.Message,
    };
}
