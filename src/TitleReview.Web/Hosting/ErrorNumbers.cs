using System.Security.Cryptography;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Diagnostics;
using TitleReview.Documents.Work;

namespace TitleReview.Web.Hosting;

/// <summary>出错时给人看的是一个短编号；日志里凭编号找到原因。</summary>
public sealed class ErrorNumbers(ILogger<ErrorNumbers> log) : IExceptionHandler
{
    // 念电话时容易听错、看错的字（0 与 O、1 与 I、5 与 S、8 与 B、2 与 Z）不用。
    private const string Letters = "34679ACDEFGHJKLMNPQRTUVWXY";
    private static readonly object Key = new(), AgainKey = new();
    private const string SoonSeconds = "30";

    public string Record(Exception exception)
    {
        var number = RandomNumberGenerator.GetString(Letters, 4);
        log.LogError(exception, "系统出错，编号 {ErrorNumber}", number);
        return number;
    }

    public static string? Of(HttpContext? context) => context?.Items[Key] as string;

    /// <summary>再试一次打开哪里；交上来的表单不能从地址重来，为空。</summary>
    public static string? Again(HttpContext? context) => context?.Items[AgainKey] as string;

    /// <summary>记下编号，交还给出错页去显示；数据库连不上时出错页自己也画不出来，就直接写一页。</summary>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var number = Record(exception);
        httpContext.Items[Key] = number;
        if (HttpMethods.IsGet(httpContext.Request.Method)) httpContext.Items[AgainKey] = $"{httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path}{httpContext.Request.QueryString}";
        if (exception is WorkerFailure) httpContext.Response.Headers.RetryAfter = SoonSeconds;
        if (exception.GetBaseException() is not (SocketException or DbException { IsTransient: true })) return false;

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.RetryAfter = SoonSeconds;
        await httpContext.Response.WriteAsync($"""
            <!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>暂时办不了</title><link rel="stylesheet" href="/app.css"></head>
            <body><main class="page reading"><h1>暂时办不了</h1><p class="notice refused">系统正在恢复，请过一两分钟再试。之前保存的内容都在。</p><p>仍不行请告诉管理员，编号 {number}。</p><p><a class="button" href="">再试一次</a></p></main></body></html>
            """, cancellationToken);
        return true;
    }
}
