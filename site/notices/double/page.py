"""The page side: what arrived, for people and as JSON, and how to misbehave."""

from flask import Flask, Response, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from notices.double.mailbox import Mailbox
from notices.double.server import TAKEN, Mood


def create(mailbox: Mailbox, mood: Mood) -> Flask:
    app = Flask("notices.double", template_folder="templates")

    @app.get("/")
    def index() -> str:
        return render_template("inbox.html", messages=mailbox.messages(), mood=mood)

    @app.get("/messages.json")
    def messages() -> Response:
        wanted = request.args.get("to", "").lower()
        found = [message.as_dict() for message in mailbox.messages() if wanted in message.to.lower()]
        return jsonify(found)

    @app.get("/messages/<int:number>")
    def message(number: int) -> str:
        try:
            return render_template("message.html", message=mailbox.message(number))
        except FileNotFoundError:
            abort(404)

    @app.post("/mood")
    def change_mood() -> AnyResponse:
        mood.answer = request.values.get("answer", TAKEN)
        mood.delay_seconds = float(request.values.get("delay_seconds", 0))
        mood.times = int(request.values.get("times", 0))
        return redirect("/")

    return app
