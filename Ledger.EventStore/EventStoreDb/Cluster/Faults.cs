using Ledger.EventStore.EventStoreDb.Grpc;

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
    public static bool IsDenied(Exception fault) => fault is GrpcException
    {
        Status: { Code: GrpcStatusCode.Unauthenticated or GrpcStatusCode.PermissionDenied } or { ExceptionName: "access-denied" },
    };
}
