using System.Security.Cryptography;
using Microsoft.AspNetCore.Diagnostics;

namespace TitleReview.Web.Hosting;

/// <summary>出错时给人看的是一个短编号；日志里凭编号找到原因。</summary>
public sealed class ErrorNumbers(ILogger<ErrorNumbers> log) : IExceptionHandler
{
    // 念电话时容易听错、看错的字（0 与 O、1 与 I、5 与 S、8 与 B、2 与 Z）不用。
    private const string Letters = "34679ACDEFGHJKLMNPQRTUVWXY";
    private static readonly object Key = new();

    public string Record(Exception exception)
    {
        var number = RandomNumberGenerator.GetString(Letters, 4);
        log.LogError(exception, "系统出错，编号 {ErrorNumber}", number);
        return number;
    }

    public static string? Of(HttpContext? context) => context?.Items[Key] as string;

    /// <summary>记下编号，交还给出错页去显示。</summary>
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        httpContext.Items[Key] = Record(exception);
        return ValueTask.FromResult(false);
    }
}
