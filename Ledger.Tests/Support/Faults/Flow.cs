using System.Net.Sockets;

namespace Ledger.Tests.Support.Faults;

/// <summary>One direction of a proxied connection: hands on what comes, as far as its valve lets it.</summary>
internal sealed class Flow(Socket from, Socket to, Action<CutEnding> end)
{
    private static readonly TimeSpan Digestion = TimeSpan.FromMilliseconds(20);

    public Valve Valve { get; } = new();

    /// <summary>Runs until either side has gone.</summary>
    public async Task RunAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read and > 0)
            {
                await ForwardAsync(buffer.AsMemory(0, read));
            }

            await DigestedAsync();
            to.Shutdown(SocketShutdown.Send);
        }
        catch (TargetGoneException)
        {
            // The other direction hears of it.
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await DigestedAsync();
            end(CutEnding.Reset);
        }
    }

    private async Task ForwardAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var count = await Valve.AllowedAsync(bytes.Length);
            await SendAsync(bytes[..count]);
            bytes = bytes[count..];
            if (Valve.Passed(count) is { } ending)
            {
                end(ending);
            }
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await to.SendAsync(bytes)..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new TargetGoneException(e);
        }
    }

    /// <summary>What was held and is delivered late is to be taken by the server, not lost at once with the connection.</summary>
    private Task DigestedAsync() => Valve.HasHeld ? Task.Delay(Digestion) : Task.CompletedTask;

    private sealed class TargetGoneException(Exception cause) : Exception("The receiver has gone.", cause);
}
