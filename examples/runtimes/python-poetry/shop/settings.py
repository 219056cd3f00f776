"""Settings of the shop, whose secret key comes from the environment."""

import os

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "only-for-tests")
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
