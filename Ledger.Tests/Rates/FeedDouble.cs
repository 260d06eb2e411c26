using System.Net;
using System.Text;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Rates;

/// <summary>A source of rates that answers as a test likes it to.</summary>
internal sealed class FeedDouble : HttpMessageHandler
{
    public Func<CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = _ => throw new HttpRequestException("Nobody is there.");

    public int Calls { get; private set; }

    public void Answers(string body, HttpStatusCode status = HttpStatusCode.OK) => Answer = _ =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        return Answer(cancellationToken);
    }
}

/// <summary>A clock that is set, with timers that take a thousandth of their time.</summary>
internal sealed class FeedClock : TimeProvider
{
    private readonly HastyTime _timers = new(1000);

    public DateTimeOffset Now { get; set; } = new(2026, 4, 20, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _timers.CreateTimer(callback, state, dueTime, period);
}
