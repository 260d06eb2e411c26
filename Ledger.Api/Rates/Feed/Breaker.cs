namespace Ledger.Api.Rates.Feed;

/// <summary>
/// A circuit breaker for one caller: after so many failures in a row nothing is tried for a while, then once; that success closes it,
/// and that failure opens it again.
/// </summary>
internal sealed class Breaker(int failures, TimeSpan pause, TimeProvider time)
{
    private int _inARow;
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public bool IsOpen => _inARow >= failures && time.GetUtcNow() < _until;

    public void Succeeded() => _inARow = 0;

    public void Failed()
    {
        if (++_inARow >= failures)
        {
            _until = time.GetUtcNow() + pause;
        }
    }
}
